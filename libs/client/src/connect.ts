import { connectKafka, type KafkaConnection } from '@checkride/messaging/kafka/connection';

/** An open connection to Kafka, as the producers and followers here take it. */
export type Connection = KafkaConnection;

/** Connects to a cluster without authentication, as the embedded one; CHK_KAFKA_UNAVAILABLE after half a minute. */
export const connect = (brokers: readonly string[], clientId: string): Promise<Connection> =>
  connectKafka({ brokers: [...brokers], clientId });
