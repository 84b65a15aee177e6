/** The charting library as the console serves it, reduced to what the pages use. */
export default class uPlot {
  constructor(options: object, data: (number | null)[][], target: HTMLElement);
  static tzDate(date: Date, zone: string): Date;
}
