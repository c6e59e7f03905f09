/** The version of the schema that this package writes. */
export const schemaVersion = 2;

/**
 * What leads from one version of the schema to the next: `migrations[v]` makes version `v + 1` of version `v`. Version 0 is an
 * empty file. Entries are never changed once released; a change of the schema is a new entry.
 */
export const migrations: readonly (readonly string[])[] = [
  [
    // What is told: one row per event that counts. `untold` holds what is known and no longer told.
    ...["event", "untold"].map(
      (table) => `create table ${table} (
        arrival uinteger not null,
        identity ubigint not null,
        thing ubigint,
        time bigint not null,
        revision bigint not null,
        type varchar not null,
        source varchar not null,
        key varchar not null,
        id varchar,
        subject varchar,
        channel varchar,
        touchpoint varchar,
        journey varchar,
        stage varchar,
        dimensions varchar,
        weight double,
        body varchar not null using compression zstd
      )`,
    ),
    // Answers of told events that count, a number each. Slots: 0–7 the reason for having no value, 8 + n the n-th scale point;
    // without a scale 8 is `number`, 9 `text`, 10 a list of texts as JSON in `text`.
    `create table answer (
      arrival uinteger not null,
      series uinteger not null,
      slot usmallint not null,
      number double,
      text varchar
    )`,
    `create table series (number uinteger not null, item varchar not null, instrument varchar not null)`,
    `create table instrument (reference varchar not null, declaration varchar not null)`,
    // Told events with answers whose instrument nobody declared yet.
    `create table undeclared (arrival uinteger not null, instrument varchar not null)`,
    // By digest: a key or a subject must not outlive its erasure here.
    `create table retracted (digest varchar not null)`,
    `create table erased (digest varchar not null, source varchar, keeps_record boolean not null, pending boolean not null)`,
    // The last of a stream counts: adding a row takes a fifth of the time that replacing one takes.
    `create table cursor (stream varchar not null, value varchar not null, number ubigint not null)`,
  ],
  [
    // For whoever asks with SQL: answers with words in place of numbers.
    `create view answers as
      select to_timestamp(e.time / 1000) as time, e.source, e.key, e.subject, e.channel, e.touchpoint, e.journey, e.stage,
        e.dimensions, e.weight, s.item, s.instrument,
        case when a.slot < 8 then null
          when json_type(i.declaration, '/scale') = 'OBJECT' then (i.declaration->>'/scale/min')::double
            + (a.slot - 8) * (i.declaration->>'/scale/step')::double
          else a.number end as value,
        a.text,
        case when a.slot < 8 then ['skipped', 'refused', 'not-applicable', 'dont-know', 'break-off', 'not-shown', 'off-scale',
          'unknown'][a.slot + 1] end as missing
      from answer a join event e using (arrival) join series s on s.number = a.series
        join instrument i on i.reference = s.instrument`,
  ],
];
