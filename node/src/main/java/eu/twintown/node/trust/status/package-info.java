/** Status lists: which credentials are revoked or suspended, published for our own and looked up for those of others. */
@NullMarked
package eu.twintown.node.trust.status;

import org.jspecify.annotations.NullMarked;
