/** Tells tests and workers which Jest run they belong to; the stack they share is named after it. */
export default function globalSetup() {
  process.env.CHECKRIDE_TEST_RUN = String(process.pid);
}
