@NullMarked
package eu.twintown.node.authority.membership;

import org.jspecify.annotations.NullMarked;
