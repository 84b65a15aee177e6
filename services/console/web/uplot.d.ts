/** The charting library as the console serves it, reduced to what the pages use. */
export default class uPlot {
  constructor(options: object, data: (number | null)[][], target: HTMLElement);
  readonly ctx: CanvasRenderingContext2D;
  /** The plotting area in canvas pixels. */
  readonly bbox: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  readonly cursor: { readonly idx: number | null | undefined };
  setData(data: (number | null)[][]): void;
  setSize(size: { width: number; height: number }): void;
  valToPos(value: number, scale: string, canvas: boolean): number;
  destroy(): void;
  static tzDate(date: Date, zone: string): Date;
}
