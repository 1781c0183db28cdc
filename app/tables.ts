// Written by "npm run tables" from the migrations. Do not edit.

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export interface KernelAnswer {
  answered_at: Generated<string>;
  body: any;
  fingerprint: string;
  key: string;
  scope: string;
  status: number;
}

export interface KernelMail {
  body_html: string | null;
  body_text: string;
  calendar: any | null;
  failure: string | null;
  headers: Generated<any>;
  id: Generated<number>;
  key: string;
  lang: string;
  person_id: string | null;
  recipient: string;
  sent_at: string | null;
  state: Generated<string>;
  subject: string;
  written_at: Generated<string>;
}

export interface KernelRate {
  key: string;
  used: number;
  window_ends: string;
}

export interface Tables {
  "kernel.answer": KernelAnswer;
  "kernel.mail": KernelMail;
  "kernel.rate": KernelRate;
}
