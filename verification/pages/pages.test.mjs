import { Window } from 'happy-dom';
import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from '@cdktn/hcl2json';
import * as bicep from './bicep.mjs';
import { blocks } from './repository.mjs';
import * as terraform from './terraform.mjs';

const window = new Window();
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import('mermaid');

test('Terraform: every directory parses, and what it names is declared', async () => {
  const all = await terraform.directories();
  assert.ok(Object.keys(all).length >= 6);
  assert.deepEqual(Object.keys(all).flatMap(path => terraform.faults(path, all)), []);
});

test('Terraform: what is not declared, not used or not given is found', async () => {
  const module = await parse('m.tf', 'variable "a" {}\nvariable "b" {}\noutput "c" {\n value = "${var.a}${var.b}"\n}\n');
  const root = await parse('r.tf', `
    variable "unused" {}
    module "one" {
      source = "../m"
      a      = var.none
      d      = azurerm_key_vault.none.id
    }
    output "x" {
      value = module.one.none
    }
    resource "azurerm_resource_group" "x" {}`);
  assert.deepEqual(terraform.faults('r', { r: root, m: module }), [
    'r: variable none is not declared',
    'r: resource azurerm_key_vault.none is not declared',
    'r: variable unused is not used',
    'r: module one has no variable d',
    'r: module one needs b',
    'r: module one has no output none',
    'r: azurerm_resource_group.x has no provider',
  ]);
});

test('Bicep: every file parses, and what it names is declared', () => {
  const all = bicep.parsed();
  assert.ok(Object.keys(all).length >= 5);
  assert.deepEqual(Object.keys(all).flatMap(path => bicep.faults(path, all)), []);
});

test('Bicep: what is not declared, not used or not given is found', () => {
  const all = {
    m: bicep.tree('param a string\nparam b string\noutput c string = concat(a, b)\n'),
    r: bicep.tree(`param unused string
      module one 'm' = {
        params: {
          a: none
          d: 'x'
        }
      }
      output x string = '\${one.outputs.nothing}'
      `),
    broken: bicep.tree('param x string = = 1\n'),
  };
  assert.deepEqual(bicep.faults('r', all), [
    'r: none is not declared',
    'r: unused is not used',
    'r: module one has no parameter d',
    'r: module one needs b',
    'r: module one has no output nothing',
  ]);
  assert.notDeepEqual(bicep.faults('broken', all), []);
});

test('Pages: every diagram is one', async () => {
  for (const { page, line, text } of blocks('mermaid')) {
    await assert.doesNotReject(mermaid.parse(text), `${page}:${line}`);
  }
  await assert.rejects(mermaid.parse('flowchart LR\n  A[ -->'));
});

test('Pages: every block of Terraform and Bicep parses', async () => {
  for (const { page, line, text } of blocks('hcl', 'terraform')) {
    await assert.doesNotReject(parse(page, text), `${page}:${line}`);
  }
  for (const { page, line, text } of blocks('bicep')) {
    const place = `${page}:${line}`;
    assert.deepEqual(bicep.faults(place, { [place]: bicep.tree(text) }).filter(fault => fault.includes('not Bicep')), []);
  }
});
