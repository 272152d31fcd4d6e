/** People at the authority: accounts, sign-in, roles. */
@NullMarked
package eu.twintown.node.authority.tier1;

import org.jspecify.annotations.NullMarked;
