import kafkajs from 'kafkajs';
import type { Assigner, PartitionAssigner } from 'kafkajs';

/** Which partitions each member gets, by topic: a pure function of sorted member ids and partition counts. */
export type Assign = (
  members: readonly string[],
  partitions: Readonly<Record<string, readonly number[]>>,
) => Map<string, Record<string, number[]>>;

/** Partition p of every topic goes to member p mod members: what a fold needs to see one model's records together. */
export const coPartitioned: Assign = (members, partitions) =>
  place(members, partitions, (_topic, partition) => partition);

/** Partitions of all topics are dealt round, so that each member reads about equally many. */
export const spread: Assign = (members, partitions) => {
  let next = 0;
  return place(members, partitions, () => next++);
};

function place(
  members: readonly string[],
  partitions: Readonly<Record<string, readonly number[]>>,
  turn: (topic: string, partition: number) => number,
): Map<string, Record<string, number[]>> {
  const sorted = [...members].sort();
  const assignment = new Map<string, Record<string, number[]>>(sorted.map((member) => [member, {}]));
  for (const topic of Object.keys(partitions).sort())
    for (const partition of [...partitions[topic]!].sort((a, b) => a - b)) {
      const mine = assignment.get(sorted[turn(topic, partition) % sorted.length]!)!;
      (mine[topic] ??= []).push(partition);
    }
  return assignment;
}

/** An assignment rule as kafkajs takes it. */
export function partitionAssigner(name: string, assign: Assign): PartitionAssigner {
  const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;
  return ({ cluster }): Assigner => ({
    name,
    version: 1,
    async assign({ members, topics }) {
      const partitions = Object.fromEntries(
        topics.map((topic) => [
          topic,
          cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
        ]),
      );
      const assignment = assign(
        members.map(({ memberId }) => memberId),
        partitions,
      );
      return [...assignment].map(([memberId, mine]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version: 1,
          assignment: mine,
          userData: Buffer.alloc(0),
        }),
      }));
    },
    protocol: ({ topics }) => ({
      name,
      metadata: MemberMetadata.encode({ version: 1, topics, userData: Buffer.alloc(0) }),
    }),
  });
}
