import { Knex } from 'knex';

const DAYS = 'retention_days';

/**
 * Counts ages in days on which a backend ran. By its clock alone, one that is a
 * year ahead for an hour would make everything old that is kept.
 */
export class RetentionDays {
  constructor(private readonly knex: Knex) {}

  /**
   * Notes the day of a time, and tells since when things are kept that are kept
   * for so many days. Today may be wrong, and the day of the limit is kept
   * whole: so it is the day before as many others. Undefined: for ever, by now.
   */
  async keptFrom(now: Date, days: number): Promise<Date | undefined> {
    const today = now.toISOString().slice(0, 10);
    await this.knex(DAYS).insert({ day: today }).onConflict('day').ignore();
    const limit: { day: string } | undefined = await this.knex(DAYS)
      .where('day', '<', today)
      .orderBy('day', 'desc')
      .offset(days)
      .first('day');
    return limit && new Date(limit.day);
  }
}
