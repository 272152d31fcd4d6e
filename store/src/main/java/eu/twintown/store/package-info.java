/** PostgreSQL, embedded or remote: entities, history, outbox and documents, each write durable when acknowledged. */
@NullMarked
package eu.twintown.store;

import org.jspecify.annotations.NullMarked;
