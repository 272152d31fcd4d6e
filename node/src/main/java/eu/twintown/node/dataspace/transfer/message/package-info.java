/** The messages of the transfer process protocol: read strictly, written as every peer understands them. */
@NullMarked
package eu.twintown.node.dataspace.transfer.message;

import org.jspecify.annotations.NullMarked;
