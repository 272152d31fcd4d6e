/** The store as it looks through a restriction: what may be seen of entities, their history, and areas. */
@NullMarked
package eu.twintown.node.access.view;

import org.jspecify.annotations.NullMarked;
