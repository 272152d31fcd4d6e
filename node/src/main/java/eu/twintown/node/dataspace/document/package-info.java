/** Agreement documents: legal text and policy bound together, signed by both sides, exported as one file. */
@NullMarked
package eu.twintown.node.dataspace.document;

import org.jspecify.annotations.NullMarked;
