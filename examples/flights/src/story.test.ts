import { describe, expect, it } from '@jest/globals';
import { adjustStory, injectionsOf, notesOf, readStory, releasesOf } from './story.js';

describe('the story', () => {
  const story = readStory();

  it('expects decisions inside its own range, each in a window that is open', () => {
    for (const { earliest, latest } of story.expected) {
      expect(Date.parse(earliest)).toBeGreaterThanOrEqual(Date.parse(story.from));
      expect(Date.parse(latest)).toBeLessThanOrEqual(Date.parse(story.until));
      expect(Date.parse(earliest)).toBeLessThan(Date.parse(latest));
    }
  });

  it('releases v2 sound when its fault is left out', () => {
    const [, faulty] = releasesOf(story);
    const [, sound] = releasesOf(adjustStory(story, { without: ['v2-fault'] }));
    expect(faulty).toMatchObject({ pipeline: 'pipeline-v2.yml', data: 'january-v2' });
    expect(sound).toMatchObject({ id: 'v2', pipeline: 'pipeline-v2-sound.yml', data: 'january' });
  });

  it('takes injections out and in by name and changes nothing else', () => {
    const adjusted = adjustStory(story, {
      without: ['april-change'],
      including: ['harmless-weeks-fault'],
      oneIn: 5,
    });
    expect(Object.fromEntries(adjusted.injections.map(({ id, active }) => [id, active]))).toEqual({
      'v2-fault': true,
      'april-change': false,
      'harmless-weeks-fault': true,
    });
    expect(adjusted.one_in).toBe(5);
    expect(adjusted.expected).toEqual(story.expected);
  });

  it('names the injections it has when asked for another', () => {
    expect(() => adjustStory(story, { without: ['snow'] })).toThrow(/"snow".*v2-fault, april-change/);
  });

  it('starts later with the first release alone, and meets only what lies in its time', () => {
    const march = adjustStory(story, { from: '2001-03-01', until: '2001-03-15' });
    expect(releasesOf(march).map(({ id }) => id)).toEqual(['v1']);
    expect(injectionsOf(march)).toEqual([]);
    const faulty = adjustStory(march, { including: ['harmless-weeks-fault'] });
    expect(injectionsOf(faulty).map(({ id }) => id)).toEqual(['harmless-weeks-fault']);
  });

  it.each([
    [{ oneIn: 2.5 }, /one_in/],
    [{ until: 'spring' }, /until: "spring"/],
    [{ from: '2001-05-01' }, /until: "2001-04-16" does not lie after "2001-05-01"/],
  ])('refuses %j by name', (adjustments, named) => {
    expect(() => adjustStory(story, adjustments)).toThrow(named);
  });

  it('tells the reader of the page what this play injects and nothing that it does not', () => {
    const injected = notesOf(adjustStory(story, { without: ['v2-fault'] })).filter(
      ({ kind }) => kind === 'injected',
    );
    expect(injected).toEqual([
      expect.objectContaining({ from: '2001-04-01T00:00:00Z', until: '2001-07-02T00:00:00Z' }),
    ]);
  });
});
