/** Server, routes, content negotiation, paging and problem mapping. */
@NullMarked
package eu.twintown.node.http;

import org.jspecify.annotations.NullMarked;
