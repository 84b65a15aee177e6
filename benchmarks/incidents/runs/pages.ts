import { decisionText } from '@checkride/cli/output/decision-text';
import type { Decided } from '../harness/player.js';

/** What was decided in an episode, each decision as `checkride why` prints it, as Markdown under the episode's key. */
export const pagesOf = (episode: string, decided: readonly Decided[]): string =>
  decided
    .filter(({ decision }) => !decision.heartbeat)
    .map(
      ({ minute, decision }) =>
        `## ${episode} · ${decision.decision_id} · minute ${minute}\n\n\`\`\`text\n${decisionText(decision)}\n\`\`\`\n`,
    )
    .join('\n');
