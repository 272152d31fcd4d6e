// Runs one group of tests and ends with the count line that the launcher reads: node test/run.mjs unit|browser
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL(process.argv[2], import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => join(folder, name));
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Suites and files are only frames around tests. */
const isFrame = ({ details, name }) => details?.type === 'suite' || files.includes(name);

const stream = run({ files, concurrency: 1 });
stream.on('test:pass', (event) => {
  if (!isFrame(event)) counts[event.skip === undefined ? 'passed' : 'skipped'] += 1;
});
stream.on('test:fail', (event) => {
  counts.failed += isFrame(event) && event.details.error?.failureType === 'subtestsFailed' ? 0 : 1;
});
const report = stream.compose(new spec());
report.pipe(process.stdout, { end: false });
report.on('end', () => {
  process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
});
