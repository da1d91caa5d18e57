/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('redaction_keys', table => {
    table.comment('Secrets that pseudonyms are made with');
    table.string('purpose', 64).primary().comment('What the key is for');
    table.string('key', 128).notNullable().comment('256 random bits in hex');
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('redaction_keys');
};
