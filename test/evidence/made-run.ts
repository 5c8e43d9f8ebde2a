import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../../src/audit.ts';
import { hashesText, type Register, registerNames } from '../../src/dpp/attestations.ts';
import { readConfig } from '../../src/dpp/config.ts';
import { loadRules } from '../../src/engine/load.ts';
import { findingsText } from '../../src/findings/write.ts';
import { renderHtml } from '../../src/report/html/render.ts';
import { parseSnapshot } from '../../src/snapshot/read.ts';

const rules = loadRules();

export interface MadeRun {
  readonly config?: string;
  readonly register?: Register;
}

/** Writes a run's folder as the program of that version would: a snapshot evaluated, its findings and its report. */
export function writeRun(dir: string, snapshot: Uint8Array, version: string, { config = '', register }: MadeRun = {}): void {
  mkdirSync(dir, { recursive: true });
  const found = audit(parseSnapshot(snapshot, 'snapshot'), {
    rules,
    edition: 'dpp-2022-08',
    config: readConfig(config, 'dpp-audit.yaml'),
    tool: { name: 'dpp-audit', version },
    ...(register && { attestations: register }),
  });
  const write = (name: string, data: string | Uint8Array): void => writeFileSync(join(dir, name), data);
  write('snapshot.ndjson.gz', snapshot);
  write('findings.json', [...findingsText(found)].join(''));
  write('report.html', [...renderHtml(found)].join(''));
  write('dpp-audit.yaml', config);
  if (!register) return;
  mkdirSync(join(dir, registerNames.folder));
  write(registerNames.register, register.text);
  write(registerNames.hashes, hashesText(register));
}
