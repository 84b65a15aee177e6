const VERSIONS = ['#1d4e89', '#c2410c', '#1f6b45', '#7c3aed', '#0b7285', '#9c2c77', '#8a5a00'];
const HEADLINES: Readonly<Record<string, string>> = {
  ROLLBACK: '#b3261e',
  PAUSE: '#8a5a00',
  FIX_DATA: '#8a5a00',
  RETRAIN: '#5b3fa0',
  PROMOTE: '#1d4e89',
};

/** The colour of the n-th version or feature, the same in every chart of a page. */
export const colourOf = (index: number): string => VERSIONS[index % VERSIONS.length] as string;

/** The colour of a headline that asks for an action. */
export const headlineColour = (headline: string): string => HEADLINES[headline] ?? '#566272';
