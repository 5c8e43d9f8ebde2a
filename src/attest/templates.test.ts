import { describe, expect, it } from 'vitest';
import { editionOf, editions } from '../dpp/edition.ts';
import { requirements } from '../dpp/requirement.ts';
import { byHand } from './filled.ts';
import { placesLeft, renderTemplate, templates } from './templates.ts';

const shown = requirements.flatMap(({ id, aspects }) =>
  aspects.filter(({ by }) => by === 'attestation').map((aspect) => ({ name: `${id}/${aspect.id}`, template: aspect.document?.template })),
);
const of = (id: string) => templates.find((template) => template.id === id);

describe('templates', () => {
  it.each(shown.map(({ name, template }) => [name, template] as const))('%s has its document: %s', (name, template) => {
    expect(of(template ?? '')?.for).toContain(name);
  });

  it('name only what documents show', () => {
    expect(templates.flatMap((template) => template.for).filter((name) => !shown.some((part) => part.name === name))).toEqual([]);
  });

  it('are those that the clauses demand', () => {
    const demanded = [
      'incident-response-plan',
      'data-handling-policy',
      'access-review',
      'risk-review',
      'asset-inventory',
      'vendor-review',
      'vulnerability-management',
      'penetration-test-summary',
      'training-record',
      'network-and-data-flow',
    ];
    expect(demanded.filter((id) => !of(id))).toEqual([]);
  });

  const all = editions.flatMap((edition) => templates.map((template) => [template.id, edition] as const));
  it.each(all)('%s in %o is whole, and asks to be filled in', (id, edition) => {
    const template = of(id);
    const text = template ? renderTemplate(template, edition, byHand) : '';
    expect(text).toMatch(/^# /);
    expect(text).not.toMatch(/\{\$|undefined|NaN/);
    expect(placesLeft(text)).toBeGreaterThan(2);
  });

  it('say the figures of the edition, and nothing that it does not ask', () => {
    const policy = of('data-handling-policy');
    const inEdition = (id: string): string => (policy ? renderTemplate(policy, editionOf(id), byHand) : '');
    expect(inEdition('dpp-2022-08')).toContain('at least 90 days, and where');
    expect(inEdition('dpp-2026-08')).toContain('at least 365 days, and where');
    expect(inEdition('dpp-2022-08')).not.toContain('screens lock');
    expect(inEdition('dpp-2026-08')).toContain('screens lock within 15 minutes');
  });

  it('say plainly where an edition does not ask for a document', () => {
    const vendors = of('vendor-review');
    expect(vendors && renderTemplate(vendors, editionOf('dpp-2022-08'), byHand)).toContain('this edition does not ask for it');
  });
});
