#!/usr/bin/env node
// Stands here, not in dist, so that npm finds it before anything is built.
try {
  await import('../dist/main.js');
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes('dist/main.js')) throw error;
  console.error('Checkride is not built yet: run `npm run build` first.');
  process.exitCode = 1;
}
