/** The authority's signing service: documents signed by the authority, and signatures of the data space checked. */
@NullMarked
package eu.twintown.node.authority.signing;

import org.jspecify.annotations.NullMarked;
