import type { Rule } from './rule.js';
import { t01 } from './rules/t01.js';
import { t02 } from './rules/t02.js';
import { t03 } from './rules/t03.js';
import { t04 } from './rules/t04.js';
import { t05 } from './rules/t05.js';
import { t06 } from './rules/t06.js';
import { t07 } from './rules/t07.js';
import { t08 } from './rules/t08.js';
import { t09 } from './rules/t09.js';
import { t10 } from './rules/t10.js';
import { t11 } from './rules/t11.js';
import { t12 } from './rules/t12.js';
import { t13 } from './rules/t13.js';
import { t14 } from './rules/t14.js';
import { t15 } from './rules/t15.js';
import { t16 } from './rules/t16.js';
import { t17 } from './rules/t17.js';
import { t18 } from './rules/t18.js';
import { t19 } from './rules/t19.js';
import { t20 } from './rules/t20.js';
import { t21 } from './rules/t21.js';
import { t22 } from './rules/t22.js';

/** The judge's table, in its order: where two rules say the same thing, the upper one is named (judge §2). */
export const RULE_TABLE: readonly Rule[] = [
  t01,
  t02,
  t03,
  t04,
  t05,
  t06,
  t07,
  t08,
  t09,
  t10,
  t11,
  t12,
  t13,
  t14,
  t15,
  t16,
  t17,
  t18,
  t19,
  t20,
  t21,
  t22,
];
