@NullMarked
package eu.twintown.node.trust.oid4vc;

import org.jspecify.annotations.NullMarked;
