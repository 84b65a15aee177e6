// Generated from schemas/avro/job-event-v1.avsc by `npm run schemas`; do not edit.

/** Progress of a job. */
export interface JobEvent {
  /** The job. */
  readonly job_id: string;
  /** Its model. */
  readonly model: string;
  /** started, succeeded, failed or cancelled. */
  readonly status: string;
  /** One line for people. */
  readonly detail: string;
  /** The event in full, as canonical JSON (sorted keys). */
  readonly body: string;
}

/** The Avro schema of JobEvent, subject job-event. */
export const jobEventSchema: object = {
  "type": "record",
  "name": "JobEvent",
  "namespace": "checkride",
  "doc": "Progress of a job.",
  "fields": [
    {
      "name": "job_id",
      "type": "string",
      "doc": "The job."
    },
    {
      "name": "model",
      "type": "string",
      "doc": "Its model."
    },
    {
      "name": "status",
      "type": "string",
      "doc": "started, succeeded, failed or cancelled."
    },
    {
      "name": "detail",
      "type": "string",
      "doc": "One line for people."
    },
    {
      "name": "body",
      "type": "string",
      "doc": "The event in full, as canonical JSON (sorted keys)."
    }
  ]
};
