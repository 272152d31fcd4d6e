/** The Dataspace Protocol 2025-1: its version, its settings, where others are found, the parts put together. */
@NullMarked
package eu.twintown.node.dataspace.dsp;

import org.jspecify.annotations.NullMarked;
