import { labelsQuarantined } from './accepts.js';
import { drawOnset } from './scenery.js';
import type { LabelDraft, Site } from './site.js';

/** Share of rows a minute a later retrain would be harmed by. */
const HARM_SHARE = 0.0015;

/** From an onset in the time of observation on, something is wrong with labels. */
export function faultyLabels(site: Site, fault: (label: LabelDraft) => void, windows: number): void {
  const { scenery } = site;
  const { start, minutes, perMinute, labelsBy, baseMinutes } = scenery;
  const onset = drawOnset(scenery);
  const deadline = Math.min(minutes - 1, onset + Math.floor(4 * labelsBy) + 48 * baseMinutes);
  const [from, until] = [onset, deadline].map((minute) => start + minute * 60_000) as [number, number];
  site.labelEffects.push((label) => {
    if (label.observedAt >= from && label.observedAt <= until) fault(label);
  });
  site.incidents.push({
    onset,
    deadline,
    floor: (labelsBy + windows * baseMinutes) / 3,
    accept: [labelsQuarantined],
    harmPerMinute: perMinute * HARM_SHARE,
  });
}
