/** Services one process can host, in the order they start; they drain in the same order, so nothing is cut off its sink. */
const HOSTED = ['ingest', 'monitor', 'judge', 'controller', 'runner', 'serving', 'console'] as const;

/** A service by name. */
export type ServiceName = (typeof HOSTED)[number];

/** The services named in SERVICE, comma separated; all when it is unset. Unknown names are listed in the error text. */
export function servicesNamed(
  text: string | undefined,
): { readonly names: readonly ServiceName[] } | { readonly problem: string } {
  if (text === undefined || text.trim() === '') return { names: HOSTED };
  const asked = text.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !(HOSTED as readonly string[]).includes(name));
  if (unknown.length > 0)
    return { problem: `SERVICE names ${unknown.join(', ')}; there are ${HOSTED.join(', ')}` };
  return { names: HOSTED.filter((name) => asked.includes(name)) };
}
