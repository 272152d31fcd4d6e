/** Makes the demo's extracts out of the collected open data; run by hand, once, by whoever has those data. */
@NullMarked
package eu.twintown.node.demo.extract;

import org.jspecify.annotations.NullMarked;
