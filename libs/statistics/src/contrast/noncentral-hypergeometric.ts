import { logChoose } from '../numerics/log-gamma.js';

const NEGLIGIBLE = 1e-17;

/** A 2×2 table's margins: units of candidate and control, and the total of both with the outcome. */
export interface TableMargins {
  readonly candidate: number;
  readonly control: number;
  readonly total: number;
}

/** Smallest candidate count the margins allow. */
export function lowestCount(margins: TableMargins): number {
  return Math.max(0, margins.total - margins.control);
}

/** Largest candidate count the margins allow. */
export function highestCount(margins: TableMargins): number {
  return Math.min(margins.total, margins.candidate);
}

function mode(margins: TableMargins, odds: number): number {
  const { candidate, control, total } = margins;
  const a = odds - 1;
  const b = -(odds * (candidate + total + 2) + control - total);
  const c = odds * (candidate + 1) * (total + 1);
  const root = (2 * c) / (-b + Math.sqrt(b * b - 4 * a * c));
  return Math.min(highestCount(margins), Math.max(lowestCount(margins), Math.floor(root)));
}

/**
 * ln Z(ψ), Z(ψ) = Σ_j C(n_a, j) C(n_b, K − j) ψ^j: the normaliser of Fisher's noncentral hypergeometric law.
 * Summed outwards from its mode (a quadratic) by the ratio of neighbouring terms until a term is below 1e-17 of
 * the sum: O(√K), so K = 1e6 costs some thousand steps.
 */
export function logNormalizer(margins: TableMargins, odds: number): number {
  const { candidate, control, total } = margins;
  const peak = mode(margins, odds);
  let sum = 1;
  let term = 1;
  for (let j = peak; j < highestCount(margins) && term > sum * NEGLIGIBLE; j++) {
    term *= (((candidate - j) / (j + 1)) * (total - j) * odds) / (control - total + j + 1);
    sum += term;
  }
  term = 1;
  for (let j = peak; j > lowestCount(margins) && term > sum * NEGLIGIBLE; j--) {
    term *= ((j / (candidate - j + 1)) * (control - total + j)) / (total - j + 1) / odds;
    sum += term;
  }
  const logPeak = logChoose(candidate, peak) + logChoose(control, total - peak) + peak * Math.log(odds);
  return logPeak + Math.log(sum);
}
