/** Says yes to a share of the times it is asked, evenly spread: chance plays no part in what a scenario shows. */
export function everyOther(share: number): () => boolean {
  let sum = 0.5;
  return () => {
    sum += share;
    if (sum < 1) return false;
    sum -= 1;
    return true;
  };
}
