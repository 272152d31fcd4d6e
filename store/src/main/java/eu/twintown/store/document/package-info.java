/** What is no entity: small JSON documents by kind, and what several processes share: leases, quotas, used tokens. */
@NullMarked
package eu.twintown.store.document;

import org.jspecify.annotations.NullMarked;
