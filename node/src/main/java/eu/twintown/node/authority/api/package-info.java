/** What all routes of the authority share: calls, problems, pages, kept records. */
@NullMarked
package eu.twintown.node.authority.api;

import org.jspecify.annotations.NullMarked;
