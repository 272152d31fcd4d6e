/** The data space: what is offered, negotiated, agreed and transferred (Dataspace Protocol 2025-1, ODRL 2.2). */
@NullMarked
package eu.twintown.node.dataspace;

import org.jspecify.annotations.NullMarked;
