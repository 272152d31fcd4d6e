/** Messages of the Dataspace Protocol, read tolerantly and written in the usual form; its errors. */
@NullMarked
package eu.twintown.node.dataspace.dsp.message;

import org.jspecify.annotations.NullMarked;
