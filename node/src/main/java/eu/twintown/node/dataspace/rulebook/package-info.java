/** The rules of a data space: published, read, acknowledged, and held against what is offered. */
@NullMarked
package eu.twintown.node.dataspace.rulebook;

import org.jspecify.annotations.NullMarked;
