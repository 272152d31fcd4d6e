/** The embedded PostgreSQL: unpacks the server, starts or adopts it, and stops it. */
@NullMarked
package eu.twintown.store.embedded;

import org.jspecify.annotations.NullMarked;
