/** Trust anchors: who may issue what, by our own list and by those of others. */
@NullMarked
package eu.twintown.node.trust.anchor;

import org.jspecify.annotations.NullMarked;
