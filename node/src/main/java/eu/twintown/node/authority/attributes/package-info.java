/** Identity attributes: what participants are, and what their people may become. */
@NullMarked
package eu.twintown.node.authority.attributes;

import org.jspecify.annotations.NullMarked;
