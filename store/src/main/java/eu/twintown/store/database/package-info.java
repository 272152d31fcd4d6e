/** The connection to PostgreSQL: pool, transactions, migrations, signals between processes. Only the store uses it. */
@NullMarked
package eu.twintown.store.database;

import org.jspecify.annotations.NullMarked;
