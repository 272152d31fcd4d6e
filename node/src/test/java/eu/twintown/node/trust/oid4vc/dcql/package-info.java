@NullMarked
package eu.twintown.node.trust.oid4vc.dcql;

import org.jspecify.annotations.NullMarked;
