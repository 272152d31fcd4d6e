/** Transfer processes of the Dataspace Protocol 2025-1: their states, both roles, and what agreements do to them. */
@NullMarked
package eu.twintown.node.dataspace.transfer;

import org.jspecify.annotations.NullMarked;
