/** The one client for requests to other hosts: which addresses it may reach, limits on time and size, a breaker per peer. */
@NullMarked
package eu.twintown.node.http.outgoing;

import org.jspecify.annotations.NullMarked;
