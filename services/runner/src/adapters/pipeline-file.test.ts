import { describe, expect, test } from '@jest/globals';
import { bindPipeline } from '../steps/bind-pipeline.js';
import { readPipeline } from './pipeline-file.js';

const LESSON = {
  $schema: 'https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json',
  jobs: {
    train: { type: 'command', command: 'python train.py --data data/train.csv' },
    validate: { type: 'command', command: 'python validate.py --model outputs/model.pkl --min_auc 0.84' },
    register: { type: 'command', command: 'python register.py --name churn-model --path outputs/model.pkl' },
  },
};

describe('a pipeline file', () => {
  test('without bindings runs its jobs in the order of the text, commands as they stand', () => {
    const commands = bindPipeline(readPipeline(LESSON, 'pipeline.yml'), {}, '/jobs/1');
    expect(commands.map(({ name, command }) => [name, command])).toEqual(
      Object.entries(LESSON.jobs).map(([name, { command }]) => [name, command]),
    );
  });

  test('with bindings runs what is read after what writes it, and gives both the same path', () => {
    const pipeline = readPipeline(
      {
        type: 'pipeline',
        inputs: { training_data: { type: 'uri_file', path: 'old.parquet' } },
        outputs: { model: { type: 'uri_folder' } },
        jobs: {
          fit: {
            command: 'fit ${{inputs.rows}} ${{outputs.model}}',
            inputs: { rows: '${{parent.jobs.prepare.outputs.clean}}' },
            outputs: { model: '${{parent.outputs.model}}' },
          },
          prepare: {
            command: 'prepare ${{inputs.raw}} ${{outputs.clean}}',
            inputs: { raw: '${{parent.inputs.training_data}}' },
            outputs: { clean: { type: 'uri_folder' } },
          },
        },
      },
      'pipeline.yml',
    );
    expect(
      bindPipeline(pipeline, { training_data: '/data/t.parquet' }, '/jobs/1').map(({ command }) => command),
    ).toEqual([
      'prepare /data/t.parquet /jobs/1/outputs/prepare/clean',
      'fit /jobs/1/outputs/prepare/clean /jobs/1/outputs/model',
    ]);
  });

  test('that waits for itself is refused with the jobs named', () => {
    const circle = {
      jobs: {
        a: { command: 'a', inputs: { x: '${{parent.jobs.b.outputs.y}}' } },
        b: { command: 'b', inputs: { x: '${{parent.jobs.a.outputs.y}}' } },
      },
    };
    expect(() => readPipeline(circle, 'pipeline.yml')).toThrow(
      /pipeline\.yml jobs: a, b wait for each other/,
    );
  });

  test('with a binding to nothing is refused with what is known', () => {
    const pipeline = readPipeline({ jobs: { a: { command: 'a ${{inputs.nothing}}' } } }, 'pipeline.yml');
    expect(() => bindPipeline(pipeline, { training_data: 't' }, '/jobs/1')).toThrow(
      /job a: nothing is bound to \$\{\{inputs\.nothing\}\}/,
    );
  });
});
