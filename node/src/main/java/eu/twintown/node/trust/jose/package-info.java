/** Signed tokens: JSON Web Signatures and the keys that verify them, read strictly. */
@NullMarked
package eu.twintown.node.trust.jose;

import org.jspecify.annotations.NullMarked;
