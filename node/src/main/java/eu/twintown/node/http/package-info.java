/** Server, content negotiation, paging, problem mapping, and the one client for outgoing requests. */
@NullMarked
package eu.twintown.node.http;

import org.jspecify.annotations.NullMarked;
